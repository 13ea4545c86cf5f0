using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Hub.Host.Configuration;

/// <summary>The settings in effect and where they came from.</summary>
/// <param name="Options">Checked; every path in it is absolute.</param>
/// <param name="File">The configuration file, whether it exists or not.</param>
public sealed record HubConfiguration(HubOptions Options, string File)
{
    /// <summary>Environment variables of this prefix are settings.</summary>
    public const string EnvironmentPrefix = "HUB__";

    /// <summary>The configuration file: the command line's, else <c>HUB_CONFIG</c>, else <c>hub.json</c> at the checkout's root, else here.</summary>
    public static string FileOf(string? option)
    {
        var file = option ?? Environment.GetEnvironmentVariable("HUB_CONFIG");
        return Path.GetFullPath(string.IsNullOrEmpty(file)
            ? Path.Combine(Environment.GetEnvironmentVariable("HUB_ROOT") ?? Environment.CurrentDirectory, "hub.json")
            : file);
    }

    /// <summary>Reads and checks the settings.</summary>
    /// <param name="option">The file named on the command line; it must exist. Null for the default, which need not.</param>
    /// <exception cref="InvalidOptionsException">A setting is unknown, unreadable or out of range.</exception>
    public static HubConfiguration Load(string? option)
    {
        var file = FileOf(option);
        if (option is not null && !System.IO.File.Exists(file))
        {
            throw Refused("--config", option, "the file is not there", "name an existing file");
        }

        var options = Bind(Read(file));
        var problems = OptionRules.Check(options);
        if (problems.Count > 0)
        {
            throw new InvalidOptionsException(problems);
        }

        MakeAbsolute(options, Path.GetDirectoryName(file)!);
        return new HubConfiguration(options, file);
    }

    private static IConfigurationRoot Read(string file)
    {
        try
        {
            return new ConfigurationBuilder().AddJsonFile(file, optional: true).AddEnvironmentVariables(EnvironmentPrefix).Build();
        }
        catch (InvalidDataException e)
        {
            var reason = e.GetBaseException() is JsonException json ? $"is not JSON (line {json.LineNumber + 1})" : "cannot be read";
            throw Refused(Path.GetFileName(file), "", reason, "mend the file");
        }
        catch (FormatException)
        {
            throw Refused(Path.GetFileName(file), "", "is not a JSON object with each name once", "mend the file");
        }
    }

    private static HubOptions Bind(IConfigurationRoot configuration)
    {
        var options = new HubOptions();
        var known = OptionTree.Leaves(options).ToDictionary(leaf => leaf.Name, StringComparer.OrdinalIgnoreCase);
        var problems = new List<OptionProblem>();
        foreach (var (name, value) in configuration.AsEnumerable().Where(pair => pair.Value is not null && pair.Key != "$schema"))
        {
            // A list's elements are "Name:0", "Name:1"; a dictionary's are "Name:key".
            if (!known.Values.Any(leaf => Names(leaf, name)))
            {
                problems.Add(new(name, "", "there is no such setting", "mend the name (./hub config check prints all) or leave it out"));
            }
            else if (known.TryGetValue(name, out var leaf) && !Readable(leaf, value!))
            {
                problems.Add(new(leaf.Name, leaf.IsSecret ? "" : value!, $"is not a {leaf.Property.PropertyType.Name}", $"write it like {leaf.Text}"));
            }
        }

        if (problems.Count > 0)
        {
            throw new InvalidOptionsException(problems);
        }

        EmptyLists(options, configuration);
        configuration.Bind(options);
        return options;
    }

    private static bool Names(OptionLeaf leaf, string name)
    {
        if (name.Equals(leaf.Name, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (!name.StartsWith(leaf.Name + ":", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var rest = name[(leaf.Name.Length + 1)..];
        return OptionTree.ElementOf(leaf.Property.PropertyType) is not { } element
            || (rest.IndexOf(':', StringComparison.Ordinal) is var end and > 0
                && OptionTree.Leaves(Activator.CreateInstance(element)!).Any(inner => Names(inner, rest[(end + 1)..])));
    }

    // Binding adds to a list: what the file says would come after the defaults instead of in their place.
    private static void EmptyLists(HubOptions options, IConfigurationRoot configuration)
    {
        foreach (var leaf in OptionTree.Leaves(options))
        {
            if (leaf.Property.PropertyType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
                && configuration.GetSection(leaf.Name).GetChildren().Any())
            {
                leaf.Property.SetValue(leaf.Owner, Array.CreateInstance(type.GetGenericArguments()[0], 0));
            }
        }
    }

    private static bool Readable(OptionLeaf leaf, string value)
    {
        if (leaf.Property.PropertyType == typeof(string) || value.Length == 0)
        {
            return true;
        }

        var converter = System.ComponentModel.TypeDescriptor.GetConverter(leaf.Property.PropertyType);
        return !converter.CanConvertFrom(typeof(string)) || converter.IsValid(value);
    }

    // Files and folders are the settings named so; empty means none.
    private static void MakeAbsolute(HubOptions options, string folder)
    {
        foreach (var leaf in OptionTree.Leaves(options))
        {
            var isPath = leaf.Property.Name.EndsWith("File", StringComparison.Ordinal) || leaf.Property.Name.EndsWith("Folder", StringComparison.Ordinal);
            if (isPath && leaf.Value is string { Length: > 0 } path)
            {
                leaf.Property.SetValue(leaf.Owner, Path.GetFullPath(path, folder));
            }
        }
    }

    private static InvalidOptionsException Refused(string name, string value, string rule, string fix) => new([new(name, value, rule, fix)]);
}
