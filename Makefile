# SPDX-License-Identifier: Apache-2.0
# make run    build what is needed and start the demo on http://127.0.0.1:16060
# make charm  the self-contained charm for the processor of this machine, target/juju-heap.charm
# make test   every check and test, on real components; installs what is missing from Debian's packages
# make bom    the bill of materials in the jar anew, when a dependency has changed; needs the internet
# make bench  the budgets, measured beside their peers: a table of ratios; BENCH="parse command" runs only these, RUNS=3 all
#             three times and reports medians; "make diet" shows what each library costs

JAR := target/juju-heap.jar
SOURCES := pom.xml $(shell find src/main -type f)
REVISION := $(if $(wildcard .git),$(shell git describe --always --dirty --abbrev=40 --exclude='*' 2>/dev/null))
MVN := mvn -B -ntp $(if $(REVISION),-Dscm.revision=$(REVISION))

.PHONY: run test bench diet soak charm bom jar install uninstall format clean

run: $(JAR)
	@exec ./juju-heap demo

jar: $(JAR)

$(JAR): $(SOURCES)
	@src/build/need javac mvn
	@$(MVN) -q -Dfast package
	@touch $@
	@./juju-heap --make-archive

charm: $(JAR)
	@src/build/need javac zip unzip
	@charm/build $(JAR) target/juju-heap.charm
	@unzip -Z target/juju-heap.charm

bom:
	@src/build/need javac mvn jq
	$(MVN) -q -Pbom initialize
	@jq -f src/build/bom.jq target/juju-heap.cdx.json > target/bom.json
	@cp target/bom.json src/main/resources/META-INF/sbom/juju-heap.cdx.json

# Where "make install" puts things; juju finds plugins named juju-* on PATH, so "juju heap" works from then on.
PREFIX ?= /usr/local
DESTDIR ?=
SHARE := $(DESTDIR)$(PREFIX)/share

install: $(JAR)
	install -D -m 755 juju-heap $(DESTDIR)$(PREFIX)/bin/juju-heap
	install -D -m 644 -t $(SHARE)/juju-heap $(JAR) src/main/jvm/service.options src/main/jvm/command.options
	$(DESTDIR)$(PREFIX)/bin/juju-heap --make-archive
	mkdir -p $(SHARE)/bash-completion/completions $(SHARE)/zsh/site-functions $(SHARE)/man/man1
	./juju-heap completion bash > $(SHARE)/bash-completion/completions/juju-heap
	./juju-heap completion zsh > $(SHARE)/zsh/site-functions/_juju-heap
	./juju-heap man > $(SHARE)/man/man1/juju-heap.1

uninstall:
	rm -rf $(SHARE)/juju-heap
	rm -f $(DESTDIR)$(PREFIX)/bin/juju-heap $(SHARE)/bash-completion/completions/juju-heap \
	    $(SHARE)/zsh/site-functions/_juju-heap $(SHARE)/man/man1/juju-heap.1

test:
	@src/build/need javac mvn go promtool chromium chromedriver systemd-analyze curl openssl xz zip unzip ip groff zsh git
	$(MVN) verify

# The sidecar for a long time, with agents that come, go and mean harm: what it holds must not grow.
MINUTES ?= 20
soak:
	@src/build/need javac mvn go
	$(MVN) -q verify -Dtest=ArchitectureTest -Dit.test=SoakIT -Dsoak.minutes=$(MINUTES)

RUNS ?= 1
bench: $(JAR)
	@RUNS=$(RUNS) src/bench/run $(BENCH)

# What each library costs the sidecar: its size, the classes that are loaded of it, and their bytes.
diet: $(JAR)
	@MAIN=Diet src/bench/run

format:
	@src/build/need javac mvn
	$(MVN) -q spotless:apply

clean:
	rm -rf target
