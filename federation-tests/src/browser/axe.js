const [tags, done] = arguments;
axe.run(document, { runOnly: { type: "tag", values: tags } }).then(
  (results) => done(results.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.html} (${violation.help})`))),
  (error) => done([`axe failed: ${error}`]),
);
