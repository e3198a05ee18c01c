// A mail server for tests, of the package smtp-server: takes every mail and writes each as a JSON file
// with sender, recipients and text. Prints its port once it listens, and ends with its standard input.
//
//   NODE_PATH=…/node_modules node server.js FOLDER
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { SMTPServer } = require('smtp-server');

const folder = process.argv[2];
let taken = 0;

function keep(session, parts) {
  taken += 1;
  const file = path.join(folder, String(taken).padStart(5, '0'));
  const { mailFrom, rcptTo } = session.envelope;
  const mail = {
    from: mailFrom.address,
    to: rcptTo.map((recipient) => recipient.address),
    message: Buffer.concat(parts).toString('utf8'),
  };
  // Whoever lists the folder sees whole files only.
  fs.writeFileSync(`${file}.part`, JSON.stringify(mail));
  fs.renameSync(`${file}.part`, `${file}.json`);
}

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  onData(stream, session, done) {
    const parts = [];
    stream.on('data', (part) => parts.push(part));
    stream.on('end', () => {
      keep(session, parts);
      done();
    });
  },
});
server.on('error', (error) => {
  console.error(error);
  process.exit(1);
});
server.listen(0, '127.0.0.1', () => console.log(server.server.address().port));
process.stdin.on('end', () => process.exit(0)).resume();
