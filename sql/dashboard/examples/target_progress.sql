-- Realisasi terhadap target tahunan (orang sejak Januari)
SELECT
    month,
    SUM(participants_so_far) AS "Peserta",
    SUM(certified_so_far) AS "Tersertifikasi",
    SUM(participants_target) AS "Target peserta",
    SUM(certified_target) AS "Target tersertifikasi"
FROM dashboard.latest_target_progress
GROUP BY month
ORDER BY month
LIMIT 100;
