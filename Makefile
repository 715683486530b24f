# SPDX-License-Identifier: Apache-2.0
# "make" lists the targets; "make run" and "make test" are all that a checkout needs.

.DEFAULT_GOAL := help

# "make YES=1 …" installs what is missing without asking.
export YES

JAR := target/juju-heap.jar
SOURCES := pom.xml $(shell find src/main -type f)
REVISION := $(if $(wildcard .git),$(shell git describe --always --dirty --abbrev=40 --exclude='*' 2>/dev/null))
MVN := src/build/maven $(if $(REVISION),-Dscm.revision=$(REVISION))

.PHONY: help run test long fuzz coverage mutation bench diet pictures soak charm bom jar install files uninstall dist format clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

PORT ?= 16060
run: $(JAR) ## build what is needed and start the demo on http://127.0.0.1:16060; PORT=16061 takes another port
	@./juju-heap demo --web.listen-address 127.0.0.1:$(PORT) || { code=$$?; \
	    [ $$code != 2 ] || echo "make: if the port is in use, take another: make run PORT=16061" >&2; exit $$code; }

jar: $(JAR) ## build target/juju-heap.jar and its class archive

$(JAR): $(SOURCES)
	@src/build/need javac mvn
	@echo "make: building $@, half a minute to two; the first build also downloads the libraries, some minutes more" >&2
	@$(MVN) -q -Dfast package
	@touch $@
	@echo "make: making its class archive, so that it starts in a third of the time: 10 s" >&2
	@./juju-heap --make-archive

charm: $(JAR) ## build the self-contained charm for this machine's processor, target/juju-heap.charm
	@src/build/need javac zip unzip
	@charm/build $(JAR) target/juju-heap.charm
	@unzip -Z target/juju-heap.charm

bom: ## write the bill of materials in the jar anew, after a dependency changed; needs the internet
	@src/build/need javac mvn jq
	$(MVN) -q -Pbom initialize
	@jq -f src/build/bom.jq target/juju-heap.cdx.json > target/bom.json
	@cp target/bom.json src/main/resources/META-INF/sbom/juju-heap.cdx.json

# Where "make install" puts things. A Juju client that is not a strict snap finds juju-heap on PATH as its plugin "juju heap".
PREFIX ?= /usr/local
DESTDIR ?=
TREE := $(DESTDIR)$(PREFIX)
SHARE := $(TREE)/share

install: files ## install the command, its completion and its manual page below PREFIX (/usr/local)
	"$(TREE)/bin/juju-heap" --make-archive
	chmod a+r "$(SHARE)"/juju-heap/*

# What an installation and the packages consist of. Other users read it, whatever the umask is.
files: $(JAR)
	install -d -m 755 "$(TREE)/bin" "$(SHARE)/juju-heap" "$(SHARE)/bash-completion/completions" \
	    "$(SHARE)/zsh/site-functions" "$(SHARE)/man/man1"
	install -m 755 juju-heap "$(TREE)/bin"
	install -m 644 $(JAR) src/main/jvm/service.options src/main/jvm/command.options "$(SHARE)/juju-heap"
	umask 022; ./juju-heap completion bash > "$(SHARE)/bash-completion/completions/juju-heap"
	umask 022; ./juju-heap completion zsh > "$(SHARE)/zsh/site-functions/_juju-heap"
	umask 022; ./juju-heap man > "$(SHARE)/man/man1/juju-heap.1"

uninstall: ## remove what "make install" installed
	rm -rf "$(SHARE)/juju-heap"
	rm -f "$(TREE)/bin/juju-heap" "$(SHARE)/bash-completion/completions/juju-heap" \
	    "$(SHARE)/zsh/site-functions/_juju-heap" "$(SHARE)/man/man1/juju-heap.1"

# For people without a checkout: src/site/markdown/publish.md says what to do with it.
DIST := target/dist
dist: $(JAR) ## build the release: tarball, Debian package, charm, bill of materials and their digests, in target/dist
	@src/build/need javac zip unzip dpkg-deb
	@rm -rf $(DIST)
	@src/build/package $(JAR) $(DIST)
	@charm/build $(JAR) $(DIST)/juju-heap_$$(dpkg --print-architecture).charm >/dev/null
	@cd $(DIST) && sha256sum * > SHA256SUMS
	@ls -l $(DIST)

test: ## run every check and test on real components
	@src/build/need javac mvn go gcc promtool chromium chromedriver systemd-analyze curl openssl xz zip unzip ip groff zsh git python3 dpkg-deb strace
	@echo "make: running every check and test: 10 to 20 minutes on two cores" >&2
	$(MVN) verify

long: ## run the tests tagged "long", which take hours and are not part of "make test"; TESTS=FuzzTest selects
	@src/build/need javac mvn go
	$(MVN) test -Dgroups=long -Dtest.excludedGroups= $(if $(TESTS),-Dtest=$(TESTS))

# Coverage-guided, with inputs that are kept: "make test" checks those again.
fuzz: export MINUTES ?= 10
fuzz: export KEEP ?=
fuzz: ## fuzz each reader of foreign bytes with Jazzer for MINUTES (10); TARGET=heap-text selects, KEEP=1 keeps the inputs
	@src/build/need javac mvn zip unzip
	@$(MVN) -q -Pfuzz test-compile dependency:build-classpath -Dmdep.outputFile=target/fuzz.classpath
	@src/build/fuzz $(TARGET)

# Lines and branches that the unit tests run, by package; TESTS=… as above.
coverage: ## print what the unit tests cover; the report is in target/site/jacoco
	@src/build/need javac mvn go
	$(MVN) -q test -Pcoverage $(if $(TESTS),-Dtest=$(TESTS))
	@awk -F , 'NR > 1 { missed[$$2] += $$8; run[$$2] += $$9 } END { for (name in run) \
	    printf "%5.1f %% of %5d lines  %s\n", 100 * run[name] / (run[name] + missed[name]), run[name] + missed[name], name }' \
	    target/site/jacoco/jacoco.csv | sort -k 6

# One package of src/main/java/io/jujuheap by its name, such as report or leak.stats; minutes to an hour each.
ROOM ?= report
mutation: ## change the code of one package, and count the changes that its tests notice; ROOM=leak.stats
	@src/build/need javac mvn go
	$(MVN) -Pmutation -Dmutation.room=$(ROOM) test-compile org.pitest:pitest-maven:mutationCoverage

# The sidecar for a long time, with agents that come, go and attack it: its memory, threads and descriptors must not grow.
MINUTES ?= 20
soak: ## run the sidecar under load for MINUTES (20)
	@src/build/need javac mvn go
	$(MVN) -q verify -Dtest=ArchitectureTest -Dit.test=SoakIT -Dsoak.minutes=$(MINUTES)

RUNS ?= 1
bench: $(JAR) ## measure the budgets beside their peers; BENCH="parse command" selects, RUNS=3 reports medians
	@RUNS=$(RUNS) src/bench/run $(BENCH)

diet: $(JAR) ## print what each library costs the sidecar: size, loaded classes and their bytes
	@MAIN=Diet src/bench/run

pictures: $(JAR) ## draw the pictures of the documents from the demo, in a real Chromium
	@MAIN=Pictures src/bench/run

format: ## format the sources; "make test" fails on what is not formatted
	@src/build/need javac mvn
	$(MVN) -q spotless:apply

clean: ## remove target/
	rm -rf target
