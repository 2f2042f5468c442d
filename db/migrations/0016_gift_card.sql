-- Offices that were set up before get the reason why a gift card of many uses bears no VAT when it is sold.
INSERT INTO "vat_rate" ("code", "rate_bp", "exempt_code", "label", "valid_from")
SELECT 'VOUCHER', NULL, 'MPV', 'Bon à usages multiples, TVA due à l’usage (art. 256 ter du CGI)', '2014-01-01'
 WHERE EXISTS (SELECT 1 FROM "vat_rate")
ON CONFLICT DO NOTHING;
