using System.Diagnostics;
using System.Globalization;
using Hub.Adapters.Fhir.Kernel;

namespace Hub.Adapters.Fhir.Tests.Kernel;

public class When_speed_is_measured
{
    /// <summary>Claims a second on one core, per level. HUB_BENCH=1 runs it.</summary>
    [Fact]
    public void Should_be_said_how_many_claims_a_second_are_read()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("HUB_BENCH") == "1", "A measurement, no test: HUB_BENCH=1 runs it.");
        var kernel = new FhirKernel();
        var claims = Directory.GetFiles(Repository.Shared("fhir-r4/examples/Claim"), "*.json").Select(File.ReadAllBytes).ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{claims.Count} claims, mean {claims.Average(claim => claim.Length):F0} bytes"));
        foreach (var level in Enum.GetValues<ValidationLevel>())
        {
            Rounds(kernel, claims, level, TimeSpan.FromSeconds(1));
            var perSecond = Rounds(kernel, claims, level, TimeSpan.FromSeconds(2));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{level,-12} {perSecond,8:F0} claims/s"));
        }
    }

    private static double Rounds(FhirKernel kernel, List<byte[]> claims, ValidationLevel level, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var count = 0;
        while (watch.Elapsed < time)
        {
            foreach (var claim in claims)
            {
                kernel.Read(claim, FhirFormat.Json, level);
                count++;
            }
        }

        return count / watch.Elapsed.TotalSeconds;
    }
}
