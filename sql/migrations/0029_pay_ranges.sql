-- Advertisements state pay as a range: its two ends are kept beside the middle, which stands for the offer where one figure is needed.
-- Advertisements that were loaded before state one amount, which is both ends; a range was not understood then, and their pay is empty.
SET LOCAL ROLE padan_owner;

ALTER TABLE padan.vacancy ADD COLUMN pay_min bigint, ADD COLUMN pay_max bigint;
UPDATE padan.vacancy SET pay_min = monthly_pay, pay_max = monthly_pay WHERE monthly_pay IS NOT NULL;
ALTER TABLE padan.vacancy ADD CONSTRAINT vacancy_pay_range_ck CHECK (
    (pay_min IS NULL) = (pay_max IS NULL) AND (pay_min IS NULL OR monthly_pay IS NOT NULL)
    AND pay_min > 0 AND monthly_pay BETWEEN pay_min AND pay_max);
COMMENT ON COLUMN padan.vacancy.pay_min IS 'Lower end of the offered pay in rupiah a month; the pay itself where one amount is stated';
COMMENT ON COLUMN padan.vacancy.pay_max IS 'Upper end of the offered pay in rupiah a month; the pay itself where one amount is stated';
COMMENT ON COLUMN padan.vacancy.monthly_pay IS 'Offered pay in rupiah a month: the middle of the range';
