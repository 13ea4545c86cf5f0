using Hub.Simulators.Persons;

namespace Hub.Simulators.Processes;

/// <summary>
/// Chooses the patients of a run. The national tables give psn_type three characters, and a few of the city's people have a code of four:
/// they are left out, because a refused patient would measure nothing.
/// </summary>
internal static class Patients
{
    private const int Candidates = 16;
    private const int PersonTypeMax = 3;

    /// <summary>The index in the population of the <paramref name="number"/>-th patient; different numbers are different people.</summary>
    public static long IndexOf(Population population, long number)
    {
        for (long index = number * Candidates; index < (number + 1) * Candidates; index++)
        {
            if (population.At(index).PsnType.Length <= PersonTypeMax)
            {
                return index;
            }
        }
        throw new InvalidOperationException("no person of this stretch of the population fits");
    }
}
