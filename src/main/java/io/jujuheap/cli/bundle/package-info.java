// SPDX-License-Identifier: Apache-2.0
/** All that a bug report needs, of one or several agents, in one file. */
@NullMarked
package io.jujuheap.cli.bundle;

import org.jspecify.annotations.NullMarked;
