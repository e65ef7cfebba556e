-- comment
/* block */
CREATE TABLE IF NOT EXISTS visits (id INTEGER PRIMARY KEY AUTO_INCREMENT, name VARCHAR(255) NOT NULL DEFAULT 'it''s', day DATE, amount DECIMAL(10,2), UNIQUE (name), FOREIGN KEY (id) REFERENCES other(id) ON DELETE CASCADE);
INSERT INTO visits (name, day) VALUES ('a', '2024-05-03'), ("b", NULL), (`c`, CURRENT_TIMESTAMP);
SELECT DISTINCT v.name AS "the name", COUNT(*) c, SUM(CASE WHEN v.amount > 1.5e3 THEN 1 ELSE 0 END) FROM visits v
LEFT OUTER JOIN other o ON o.id = v.id AND o.x <> 0x1F WHERE v.name LIKE '%a\_%' AND v.day BETWEEN '2024-01-01' AND now()
GROUP BY v.name HAVING count(*) >= 2 ORDER BY 2 DESC LIMIT 10 OFFSET 5;
UPDATE visits SET name = lower(name) || 'x' WHERE id IN (SELECT id FROM other) ; DELETE FROM visits; DROP TABLE visits;
CREATE OR REPLACE FUNCTION f(x int) RETURNS int AS $$ BEGIN RETURN x; END; $$ LANGUAGE plpgsql; ALTER TABLE a ADD COLUMN b int;
