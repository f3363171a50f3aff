"""Makes the modules of this folder importable for all tests: `built` has the makers of reports and proposals."""
