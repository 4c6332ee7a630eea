-- Nama jabatan yang belum berkode atau kurang pasti, dari yang terbanyak
SELECT
    title,
    method,
    occupation_name,
    SUM(advertisements) AS "Iklan",
    MAX(score) AS "Keyakinan"
FROM dashboard.latest_title_coding
WHERE score < 0.9
GROUP BY title, method, occupation_name
ORDER BY "Iklan" DESC NULLS LAST
LIMIT 50;
