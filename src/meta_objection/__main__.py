"""The program as `python -m meta_objection`."""

from meta_objection.cli import main

raise SystemExit(main())
