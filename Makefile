# Ketenplanner: `make run` opens it, `make test` tests it; both set a fresh machine up by themselves.

VENV := .venv
READY := $(VENV)/.ready

.PHONY: run test soak setup bundle bench messages format clean

run: setup
	@$(VENV)/bin/python packaging/run_demo.py

test: setup
	$(VENV)/bin/python -m pytest -n auto --dist loadgroup

soak: setup
	$(VENV)/bin/python -m pytest -n auto --dist loadgroup -m soak

setup: $(READY)

$(READY): pyproject.toml constraints.txt packaging/set_up.sh
	@sh packaging/set_up.sh $(VENV)
	@touch $(READY)

bundle: setup
	$(VENV)/bin/python -m planner.language.update --compile
	$(VENV)/bin/pyinstaller --noconfirm --distpath dist --workpath build/pyinstaller packaging/ketenplanner.spec
	@$(VENV)/bin/python packaging/check_bundle.py dist/ketenplanner

bench: setup
	$(VENV)/bin/python -m benchmarks

messages: setup
	$(VENV)/bin/python -m planner.language.update

format: setup
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

clean:
	rm -rf build dist $(VENV)
