// SPDX-License-Identifier: Apache-2.0

// The program whose heap the demo replays: a small controller that forgets to give back one kind of session.
module example.com/controller

go 1.19
