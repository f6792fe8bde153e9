CREATE TABLE word(id INTEGER PRIMARY KEY, text TEXT, amount REAL);
INSERT INTO word
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
  SELECT i, printf('%s-%05d', substr('alphabetagammadelta', 1 + i % 14, 5), i * 7919 % 10007), i / 7.0
  FROM n;
CREATE INDEX word_text ON word(text);
SELECT substr(text, 1, 5) AS start, count(*), round(sum(amount), 3) FROM word GROUP BY start ORDER BY start;
SELECT count(*) FROM word WHERE text LIKE '%-00%' OR text GLOB 'beta*7';
SELECT count(*) FROM word AS a JOIN word AS b ON b.text = a.text AND b.id >= a.id;
SELECT sum(length(replace(upper(text), 'A', 'aa'))) FROM word;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
  SELECT sum(i * i % 7), max(CAST(i * 0.5 AS TEXT)) FROM n;
UPDATE word SET text = text || '!' WHERE id % 3 = 0;
DELETE FROM word WHERE id % 7 = 0;
SELECT count(*), total(amount) FROM word;
