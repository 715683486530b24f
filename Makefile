# SPDX-License-Identifier: Apache-2.0
# make run    build what is needed and start the demo on http://127.0.0.1:16060
# make test   every check and test, on real components; installs what is missing from Debian's packages

JAR := target/juju-heap.jar
SOURCES := pom.xml $(shell find src/main -type f)
MVN := mvn -B -ntp

.PHONY: run test jar format clean

run: $(JAR)
	@exec ./juju-heap demo

jar: $(JAR)

$(JAR): $(SOURCES)
	@src/build/need javac mvn
	@$(MVN) -q -Dfast package
	@touch $@

test:
	@src/build/need javac mvn go promtool chromium systemd-analyze curl
	$(MVN) verify

format:
	@src/build/need javac mvn
	$(MVN) -q spotless:apply

clean:
	rm -rf target
