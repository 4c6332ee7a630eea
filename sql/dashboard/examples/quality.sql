-- Mutu data per tabel, dengan aturan lampunya
SELECT
    kind,
    light,
    reason,
    data_until,
    rule,
    SUM(rows) AS "Baris",
    SUM(rejected) AS "Ditolak",
    SUM(repeated) AS "Berulang",
    MAX(region_share) AS "Bagian daerah"
FROM dashboard.latest_data_quality
WHERE level = 'tabel'
GROUP BY kind, light, reason, data_until, rule
ORDER BY "Baris" DESC NULLS LAST
LIMIT 50;
