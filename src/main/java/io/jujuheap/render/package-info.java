// SPDX-License-Identifier: Apache-2.0
/**
 * Each answer once, in each form that it is given in: the records that JSON binds ({@code …View}), the tables, and the flame
 * graph's page. The command, the sidecar and the charm's actions all take their answers from here, so one question has one
 * answer, whichever of them is asked.
 *
 * <p>Only this room writes JSON, through {@link io.jujuheap.render.Json}. A table never loads the library for it, which would
 * double the time that a short command takes.
 */
@NullMarked
package io.jujuheap.render;

import org.jspecify.annotations.NullMarked;
