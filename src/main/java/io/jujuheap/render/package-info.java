// SPDX-License-Identifier: Apache-2.0
/**
 * The forms of all answers: records for JSON ({@code …View}), tables, and the page of the flame graph. The command, the
 * sidecar and the charm's actions all use this package, so their answers are equal.
 *
 * <p>Only this package writes JSON, through {@link io.jujuheap.render.Json}. Tables do not load the JSON library, which
 * would double the time of a short command.
 */
@NullMarked
package io.jujuheap.render;

import org.jspecify.annotations.NullMarked;
