const modules = {
  polydesk: require('polydesk'),
  zendesk: require('polydesk/zendesk'),
  sandbox: require('polydesk/zendesk/sandbox'),
  freshdesk: require('polydesk/freshdesk'),
  freshdeskSandbox: require('polydesk/freshdesk/sandbox'),
  webhooks: require('polydesk/webhooks'),
  migration: require('polydesk/migration'),
  triage: require('polydesk/triage'),
  model: require('polydesk/triage/model'),
  sla: require('polydesk/sla'),
  health: require('polydesk/health'),
  metrics: require('polydesk/metrics'),
  planning: require('polydesk/planning'),
  testing: require('polydesk/testing'),
};

const run = async () => {
  const { smoke } = await import('./smoke.mjs');
  const { handlers } = await import('./handlers.mjs');
  const { operations } = await import('./operations.mjs');
  const { migrate } = await import('./migration.mjs');
  const { calls } = await smoke(modules);
  await handlers(modules);
  await operations(modules);
  const file = await migrate(modules);
  console.log(`CommonJS: ${calls} calls, operations, migration in ${file}`);
};

run().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
