"""The program as `python -m meta_objection`."""

from meta_objection.cli.app import main

raise SystemExit(main())
