-- Rencana per kejuruan (orang)
SELECT
    kejuruan,
    SUM(participants) AS "Peserta",
    SUM(certified) AS "Tersertifikasi",
    SUM(placements) AS "Bekerja"
FROM dashboard.latest_allocation
GROUP BY kejuruan
ORDER BY "Peserta" DESC NULLS LAST
LIMIT 40;
