using System.CommandLine;
namespace Hub.Simulators.Bench;
internal static class BenchCommand { public static Command Create() => new("bench", "x"); }
