using System.CommandLine;
namespace Hub.Simulators.Demo;
internal static class DemoCommand { public static Command Create() => new("demo", "x"); }
