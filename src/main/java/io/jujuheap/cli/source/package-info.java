// SPDX-License-Identifier: Apache-2.0
/**
 * The sources of profiles: files, standard input, URLs, sockets, agents of this machine, machines behind juju ssh.
 */
@NullMarked
package io.jujuheap.cli.source;

import org.jspecify.annotations.NullMarked;
