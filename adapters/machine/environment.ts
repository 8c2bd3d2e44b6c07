/** What of this machine's environment a child is given. */

/** Variables that every child needs and that carry no credential: where programs lie, and how people here write. */
const HANDED_ON = /^(PATH|LANG|LANGUAGE|LC_\w+|TZ|TMPDIR|VIRTUAL_ENV|PYTHON\w*|SLR_\w+)$/;

/**
 * The environment of a child: a few variables of this process, a home of its own, and those that it is given by name. No other
 * is handed on, AWS's credentials least of all; nor are those found that lie in the home of whoever started this process, or
 * that AWS gives to a machine of its own.
 */
export const childEnvironment = (
  home: string,
  named: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      HANDED_ON.test(name) && value !== undefined ? [[name, value]] : [],
    ),
  ),
  AWS_EC2_METADATA_DISABLED: 'true',
  HOME: home,
  ...named,
});
