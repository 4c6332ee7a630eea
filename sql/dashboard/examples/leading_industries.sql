-- Lapangan usaha unggulan dan tumbuh per provinsi (SLQ, DLQ)
SELECT
    province_name,
    industry_code,
    industry_name,
    standing,
    MAX(location_quotient) AS "SLQ",
    MAX(dynamic_location_quotient) AS "DLQ",
    SUM(employed) AS "Pekerja"
FROM dashboard.latest_industry_potential
WHERE region_kind = 'provinsi' AND standing IN ('leading', 'emerging')
GROUP BY province_name, industry_code, industry_name, standing
ORDER BY "Pekerja" DESC NULLS LAST
LIMIT 50;
