"""One module a revision; `REVISION` in `knowledge.adapters.sql.engine` names the newest."""
