using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Hub.Host.Configuration;

/// <summary>The text must match; <paramref name="fix"/> says in words what to write.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PatternAttribute(string pattern, string fix) : ValidationAttribute
{
    public string Pattern { get; } = pattern;

    public string Fix { get; } = fix;

    public override bool IsValid(object? value) =>
        Regex.IsMatch(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", Pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}

/// <summary>The value is never printed, only whether there is one.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;

/// <summary>Settings of the section that the host fills in itself: they are neither read nor printed.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WithoutAttribute(params string[] names) : Attribute
{
    public IReadOnlyList<string> Names { get; } = names;
}
