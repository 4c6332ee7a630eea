-- Hambatan yang paling berharga untuk dilonggarkan
SELECT
    position,
    resource,
    blk_name,
    kejuruan,
    scheme_name,
    MAX(available) AS "Tersedia",
    MAX(used) AS "Terpakai",
    MAX(estimate) AS "Nilai"
FROM dashboard.latest_bottleneck
GROUP BY position, resource, blk_name, kejuruan, scheme_name
ORDER BY "Nilai" DESC NULLS LAST
LIMIT 30;
