#!/bin/sh
# Run once, when the database is made: one role owns the tables, the server's own can only do what migrations grant it.
set -eu
psql --set=ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres \
  --set=owner_password="$DATABASE_OWNER_PASSWORD" --set=app_password="$DATABASE_APP_PASSWORD" <<'SQL'
CREATE ROLE relevo_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE relevo_app LOGIN PASSWORD :'app_password';
CREATE DATABASE relevo OWNER relevo_owner;
REVOKE CONNECT ON DATABASE relevo FROM PUBLIC;
GRANT CONNECT ON DATABASE relevo TO relevo_app;
SQL
