namespace Hub.Certs.Doctor;

/// <summary>Something that may have been meant, and the mistakes that it supposes.</summary>
/// <param name="Value">What was meant.</param>
/// <param name="Mistakes">Empty when it is what was agreed.</param>
internal readonly record struct Guess<T>(T Value, IReadOnlyList<Mistake> Mistakes)
{
    internal int Cost => Mistakes.Count;
}
