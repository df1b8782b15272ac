const modules = {
  polydesk: require('polydesk'),
  zendesk: require('polydesk/zendesk'),
  sandbox: require('polydesk/zendesk/sandbox'),
  webhooks: require('polydesk/webhooks'),
  testing: require('polydesk/testing'),
};

const run = async () => {
  const { smoke } = await import('./smoke.mjs');
  const { handlers } = await import('./handlers.mjs');
  const { calls } = await smoke(modules);
  await handlers(modules);
  console.log(`CommonJS: ${calls} calls`);
};

run().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
