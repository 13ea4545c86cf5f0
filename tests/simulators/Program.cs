using System.CommandLine;
using Hub.Simulators.Bench;
using Hub.Simulators.Bench.Load;
using Hub.Simulators.Commands;
using Hub.Simulators.Demo;

var root = new RootCommand("The parties around the hub, for demonstrations, benches and tests: no real person, no real money.")
{
    CoreCommand.Create(),
    BankCommand.Create(),
    InstitutionCommand.Create(),
    LoadCommand.Create(),
    BenchCommand.Create(),
    DemoCommand.Create(),
};

// A bench or demo needs longer than the default two seconds to end the processes it started.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(60) });
