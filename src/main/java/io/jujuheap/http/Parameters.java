// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.io.UsageException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** The parameters of a query. Each method throws {@link UsageException} when the value is wrong. */
final class Parameters {
    private final MultivaluedMap<String, String> values;

    Parameters(MultivaluedMap<String, String> values) {
        this.values = values;
    }

    static Parameters of(ContainerRequestContext request) {
        return new Parameters(request.getUriInfo().getQueryParameters());
    }

    /** Returns the value of a parameter; empty when it is not given or an empty text. */
    Optional<String> text(String name) {
        return given(name).filter(value -> !value.isEmpty());
    }

    private Optional<String> given(String name) {
        return Optional.ofNullable(values.getFirst(name));
    }

    /** Returns a whole number from {@code min} to {@code max}; {@code otherwise} when it is not given. */
    int number(String name, int otherwise, int min, int max) {
        return given(name).map(text -> number(name, text, min, max)).orElse(otherwise);
    }

    private static int number(String name, String text, int min, int max) {
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to the sentence below.
        }
        throw new UsageException("The parameter " + name + " must be a whole number from " + min + " to " + max + ".");
    }

    /** Returns whether a parameter is {@code true} or {@code 1}; false when it is not given. */
    boolean flag(String name) {
        return text(name)
                .map(text -> switch (text) {
                    case "true", "1" -> true;
                    case "false", "0" -> false;
                    default -> throw new UsageException("The parameter " + name + " must be true or false.");
                })
                .orElse(false);
    }

    /** Returns a value that must be one of these words; empty when it is not given. */
    Optional<String> oneOf(String name, List<String> words) {
        Optional<String> word = text(name);
        if (word.isPresent() && !words.contains(word.get())) {
            throw new UsageException("The parameter " + name + " must be one of " + String.join(", ", words) + ".");
        }
        return word;
    }

    /** Refuses Go's {@code gc=1} in a GET: a link or a picture on a page of another site could send it. */
    void refuseCollection() {
        if (number("gc", 0, 0, 1) > 0) {
            throw new UsageException("Having the agent collect garbage (gc=1) takes a POST: send one to"
                    + " /api/v1/snapshots?gc=true, then ask for the profile without gc.");
        }
    }

    /** Returns a time in UTC as ISO 8601 writes it; empty when it is not given. */
    Optional<Instant> time(String name) {
        return given(name).map(text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new UsageException(
                        "The parameter " + name + " must be a time in UTC such as 2026-11-22T16:02:11Z.", e);
            }
        });
    }
}
