-- What a small program does with a database on disk: a bulk load, single
-- transactions, look-ups, changes, and a scan.
CREATE TABLE entry(id INTEGER PRIMARY KEY, name TEXT, amount INTEGER);
CREATE INDEX entry_name ON entry(name);
BEGIN;
INSERT INTO entry(name, amount)
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
  SELECT printf('name %05d', (i * 7919) % 10007), i % 97 FROM n;
COMMIT;
INSERT INTO entry(name, amount) VALUES('first', 1);
INSERT INTO entry(name, amount) VALUES('second', 2);
INSERT INTO entry(name, amount) VALUES('third', 3);
INSERT INTO entry(name, amount) VALUES('fourth', 4);
INSERT INTO entry(name, amount) VALUES('fifth', 5);
UPDATE entry SET amount = amount + 1 WHERE id % 10 = 0;
SELECT amount FROM entry WHERE name = 'name 00042';
SELECT count(*), sum(amount) FROM entry;
DELETE FROM entry WHERE id BETWEEN 2000 AND 4000;
PRAGMA integrity_check;
