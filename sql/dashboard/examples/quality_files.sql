-- Banyak berkas menurut lampu mutu
SELECT
    light,
    COUNT(*) AS "Berkas"
FROM dashboard.latest_data_quality
WHERE level = 'berkas'
GROUP BY light
ORDER BY "Berkas" DESC NULLS LAST
LIMIT 5;
