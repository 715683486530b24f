// SPDX-License-Identifier: Apache-2.0
/** The settings of the sidecar: its options and its web configuration file, read and checked. */
@NullMarked
package io.jujuheap.http.config;

import org.jspecify.annotations.NullMarked;
