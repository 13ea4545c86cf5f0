using Hub.Host.Commands;

return await CommandLine.RunAsync(args).ConfigureAwait(false);
