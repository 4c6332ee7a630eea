-- Every month of every year with a target. What was reported is of the BLKs that belong to the network in that year.
CREATE OR REPLACE VIEW dashboard.target_progress WITH (security_invoker) AS
SELECT
    p.*, p.participants_so_far / nullif(p.participants_target, 0)::double precision AS participants_share,
    p.certified_so_far / nullif(p.certified_target, 0)::double precision AS certified_share
FROM (
    SELECT
        a.run_id, r.as_of AS run_date, t.network_code, u.blk_name AS network_name, u.province_code, u.province_name, t.year,
        make_date(t.year, m.month, 1) AS month,
        -- A plan keeps the targets that it was made for, whatever was promised since.
        coalesce(round(a.participants_target)::integer, t.participants) AS participants_target,
        coalesce(round(a.certified_target)::integer, t.certified) AS certified_target,
        a.participants AS participants_planned, a.certified AS certified_planned, a.placements AS placements_planned,
        x.packages, x.participants, x.certified,
        -- Months after the last report stay empty: nobody knows yet.
        CASE WHEN count(x.month) OVER to_come > 0 THEN sum(x.participants) OVER so_far END AS participants_so_far,
        CASE WHEN count(x.month) OVER to_come > 0 THEN sum(x.certified) OVER so_far END AS certified_so_far
    FROM padan.target AS t
    LEFT JOIN padan.allocation AS a ON a.network_code = t.network_code AND a.year = t.year
        AND (NOT a.is_question OR EXISTS (SELECT FROM padan.publication AS u WHERE u.run_id = a.run_id))
    LEFT JOIN padan.run AS r USING (run_id)
    LEFT JOIN padan.blk_place AS u ON u.blk_code = t.network_code
    CROSS JOIN generate_series(1, 12) AS m (month)
    LEFT JOIN (
        SELECT n.network_code, y.year, y.month, sum(y.packages)::integer AS packages, sum(y.participants)::integer AS participants,
            sum(y.certified)::integer AS certified
        FROM padan.realization_month AS y
        JOIN padan.blk AS b USING (blk_code)
        CROSS JOIN LATERAL (SELECT b.blk_code AS network_code UNION ALL SELECT b.parent_code WHERE b.joined_year <= y.year) AS n
        GROUP BY n.network_code, y.year, y.month
    ) AS x ON x.network_code = t.network_code AND x.year = t.year AND x.month = m.month
    WINDOW so_far AS (PARTITION BY t.network_code, t.year, a.run_id ORDER BY m.month),
        to_come AS (PARTITION BY t.network_code, t.year, a.run_id ORDER BY m.month ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
) AS p;

SELECT padan.publish_view('target_progress', 'Target, rencana, dan realisasi jejaring setiap bulan (targets, plan and progress of a network by month)', 'target', ARRAY[
    ['run_id', 'Nomor rencana; kosong bila tahun itu belum direncanakan (plan; empty for years without one)'],
    ['month', 'Tanggal pertama bulan (first day of the month)'],
    ['participants_target', 'Target peserta setahun, orang (participants promised for the year)'],
    ['certified_target', 'Target tersertifikasi setahun, orang (certified promised for the year)'],
    ['participants_planned', 'Peserta menurut rencana setahun, orang (participants planned for the year)'],
    ['certified_planned', 'Perkiraan tersertifikasi menurut rencana, orang (expected certified by the plan)'],
    ['placements_planned', 'Perkiraan bekerja menurut rencana, orang (expected in work by the plan)'],
    ['packages', 'Paket yang mulai bulan itu; kosong bila belum dilaporkan (packages begun in the month; empty when not reported)'],
    ['participants', 'Peserta yang masuk bulan itu, orang (participants who entered in the month)'],
    ['certified', 'Tersertifikasi bulan itu, orang (certified in the month)'],
    ['participants_so_far', 'Peserta sejak Januari, orang; kosong sesudah bulan terakhir yang dilaporkan (participants since January; empty after the last month reported)'],
    ['certified_so_far', 'Tersertifikasi sejak Januari, orang; kosong sesudah bulan terakhir yang dilaporkan (certified since January; empty after the last month reported)'],
    ['participants_share', 'Bagian target peserta yang sudah terealisasi, 0–1 (share of the participants promised)'],
    ['certified_share', 'Bagian target tersertifikasi yang sudah terealisasi, 0–1 (share of the certified promised)']
]);
