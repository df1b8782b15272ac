const modules = {
  polydesk: require('polydesk'),
  zendesk: require('polydesk/zendesk'),
  sandbox: require('polydesk/zendesk/sandbox'),
  webhooks: require('polydesk/webhooks'),
  testing: require('polydesk/testing'),
};

import('./smoke.mjs')
  .then(({ smoke }) => smoke(modules))
  .then((result) => console.log(`CommonJS: ${result.calls} calls`))
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
