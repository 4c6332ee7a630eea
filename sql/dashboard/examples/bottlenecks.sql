-- Sumber daya yang paling membatasi rencana
SELECT
    position,
    resource,
    blk_name,
    kejuruan,
    scheme_name,
    MAX(available) AS "Tersedia",
    MAX(used) AS "Terpakai",
    MAX(estimate) AS "Perkiraan tambahan"
FROM dashboard.latest_bottleneck
GROUP BY position, resource, blk_name, kejuruan, scheme_name
ORDER BY "Perkiraan tambahan" DESC NULLS LAST
LIMIT 30;
