namespace Hub.Canonical;

/// <summary>
/// Marks personal data (a name, a number of a person, an account): never in logs, metrics, traces or exception texts.
/// The record that holds it says so in its <c>ToString</c> by leaving it out, which a test checks; the JSON Schema carries
/// the mark as <c>x-personal</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class PersonalAttribute : Attribute;
