using System.CommandLine;
using Hub.Simulators.Commands;

var root = new RootCommand("The parties around the hub, for demonstrations, benches and tests: no real person, no real money.")
{
    CoreCommand.Create(),
    InstitutionCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
