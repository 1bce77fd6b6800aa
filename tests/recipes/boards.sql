CREATE TABLE people (person_id INTEGER, person TEXT);
CREATE TABLE boards (board_id TEXT, board TEXT);
CREATE TABLE seats (person_id INTEGER, board_id TEXT, since TEXT, until TEXT);
INSERT INTO people VALUES (1, 'Ada Stone'), (2, 'Ada Stone');
INSERT INTO boards VALUES ('h', 'Harbor Board'), ('t', 'Tide Board');
INSERT INTO seats VALUES (1, 'h', '1998', '2003'), (1, 't', '2001', NULL), (2, 't', NULL, '2030');
