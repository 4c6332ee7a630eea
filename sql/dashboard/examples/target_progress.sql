-- Capaian terhadap target tahunan (orang sejak Januari)
SELECT
    month,
    MAX(participants_so_far) AS "Peserta",
    MAX(certified_so_far) AS "Tersertifikasi",
    MAX(participants_target) AS "Target peserta",
    MAX(certified_target) AS "Target tersertifikasi"
FROM dashboard.latest_target_progress
GROUP BY month
ORDER BY month
LIMIT 100;
