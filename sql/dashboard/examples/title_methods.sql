-- Metode pemberian kode nama jabatan (banyak iklan)
SELECT
    method,
    SUM(advertisements) AS "Iklan"
FROM dashboard.latest_title_coding
GROUP BY method
ORDER BY "Iklan" DESC NULLS LAST
LIMIT 10;
